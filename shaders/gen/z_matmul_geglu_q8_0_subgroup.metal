#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _17
{
    uint4 _m0;
    float _m1;
    float _m2;
};

#ifndef SPIRV_CROSS_CONSTANT_ID_1
#define SPIRV_CROSS_CONSTANT_ID_1 0u
#endif
constant uint _57 = SPIRV_CROSS_CONSTANT_ID_1;
constant bool _60 = (_57 == 1u);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _70 = SPIRV_CROSS_CONSTANT_ID_0;

struct _157
{
    uint _m0[1];
};

struct _161
{
    uint _m0;
    uint _m1;
    uint _m2;
    uint _m3;
    uint _m4;
    uint _m5;
    uint _m6;
};

struct _177
{
    uint4 _m0[1];
};

struct _207
{
    uint _m0[1];
};

struct _221
{
    uint4 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _274 = SPIRV_CROSS_CONSTANT_ID_2;
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 1u
#endif
constant uint _279 = SPIRV_CROSS_CONSTANT_ID_3;

struct _283
{
    uint _m0[1];
};

constant uint _298 = (_274 * _279);
constant uint _300 = (_274 * _279);
constant uint _305 = (_274 * _279);

struct _388
{
    float4 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 0u
#endif
constant uint _490 = SPIRV_CROSS_CONSTANT_ID_4;
constant bool _491 = (_490 == 1u);
constant uint _501 = (_274 * _279);
constant uint _514 = (_274 * _279);
constant uint _517 = (8u * _70);
constant uint _541 = (_274 * _279);
constant uint _567 = (_274 * _279);
constant uint _568 = (_567 + _70);
constant uint _569 = (_568 - 1u);
constant uint _570 = (_569 / _70);
constant uint _588 = (_274 * _279);
constant bool _608 = (_490 == 1u);
constant uint _618 = (_274 * _279);
constant uint _630 = (_274 * _279);
constant uint _653 = (_274 * _279);
constant uint _694 = (_274 * _279);
constant uint _738 = (_274 * _279);

struct _754
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _781 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_781, 1u, 1u);

kernel void main0(constant _161& _163 [[buffer(0)]], const device _283& _285 [[buffer(1)]], const device _388& _390 [[buffer(2)]], const device _177& _179 [[buffer(3)]], const device _157& _159 [[buffer(4)]], const device _221& _223 [[buffer(5)]], const device _207& _209 [[buffer(6)]], device _754& _756 [[buffer(7)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _73[_70];
    threadgroup float _520[_517];
    uint _275 = gl_WorkGroupID.x * _274;
    uint _280 = gl_WorkGroupID.y * _279;
    float _303[_300];
    float _308[_305];
    for (uint _1108 = 0u; _1108 < _298; )
    {
        _308[_1108] = 0.0;
        _303[_1108] = 0.0;
        _1108++;
        continue;
    }
    uint _1109;
    _1109 = gl_LocalInvocationID.x;
    _17 _335[_274];
    _17 _350[_274];
    float4 _385[_279];
    for (; _1109 < _163._m0; _1109 += _70)
    {
        for (uint _1143 = 0u; _1143 < _274; _1143++)
        {
            uint _344 = min((_275 + _1143), (_163._m3 - 1u));
            uint _805 = (_344 * _163._m1) + (_1109 >> uint(2));
            float2 _808 = float2(as_type<half2>(_159._m0[_805]));
            uint _814 = (_344 * _163._m0) + _1109;
            bool _819 = (_1109 & 2u) == 0u;
            float _1154;
            if (_819)
            {
                _1154 = _808.x;
            }
            else
            {
                _1154 = _808.y;
            }
            _335[_1143] = _17{ _179._m0[_814], _1154, 0.0 };
            float2 _842 = float2(as_type<half2>(_209._m0[_805]));
            float _1157;
            if (_819)
            {
                _1157 = _842.x;
            }
            else
            {
                _1157 = _842.y;
            }
            _350[_1143] = _17{ _223._m0[_814], _1157, 0.0 };
        }
        uint _1144;
        _1144 = 0u;
        for (; _1144 < 4u; _1144++)
        {
            for (uint _1147 = 0u; _1147 < _279; )
            {
                _385[_1147] = _390._m0[((min((_280 + _1147), (_285._m0[_163._m6] - 1u)) * (_163._m2 / 4u)) + (4u * _1109)) + _1144];
                _1147++;
                continue;
            }
            uint _1148;
            _1148 = 0u;
            for (; _1148 < _274; _1148++)
            {
                uint4 _1077 = _335[_1148]._m0;
                int _869 = int(_1077[_1144]);
                float4 _885 = float4(float(extract_bits(_869, uint(0), uint(8))), float(extract_bits(_869, uint(8), uint(8))), float(extract_bits(_869, uint(16), uint(8))), float(_869 >> 24)) * _335[_1148]._m1;
                uint4 _1083 = _350[_1148]._m0;
                int _892 = int(_1083[_1144]);
                float4 _908 = float4(float(extract_bits(_892, uint(0), uint(8))), float(extract_bits(_892, uint(8), uint(8))), float(extract_bits(_892, uint(16), uint(8))), float(_892 >> 24)) * _350[_1148]._m1;
                for (uint _1151 = 0u; _1151 < _279; )
                {
                    uint _447 = (_1151 * _274) + _1148;
                    _303[_447] = fma(_385[_1151].w, _885.w, fma(_385[_1151].z, _885.z, fma(_385[_1151].y, _885.y, fma(_385[_1151].x, _885.x, _303[_447]))));
                    _308[_447] = fma(_385[_1151].w, _908.w, fma(_385[_1151].z, _908.z, fma(_385[_1151].y, _908.y, fma(_385[_1151].x, _908.x, _308[_447]))));
                    _1151++;
                    continue;
                }
            }
        }
    }
    float _573[_570];
    if (_491)
    {
        uint _1118;
        _1118 = 0u;
        uint _513;
        for (; _1118 < _501; _1118 = _513)
        {
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _1137;
            _1137 = _1118;
            for (;;)
            {
                _513 = _1118 + 8u;
                if (_1137 < min(_513, _514))
                {
                    _520[((_1137 - _1118) * _70) + gl_LocalInvocationID.x] = _303[_1137];
                    _1137++;
                    continue;
                }
                else
                {
                    break;
                }
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _539 = ((gl_LocalInvocationID.x + _70) - (_1118 % _70)) % _70;
            if (_539 < min(8u, (_541 - _1118)))
            {
                float _1141;
                _1141 = 0.0;
                for (uint _1139 = 0u; _1139 < _70; )
                {
                    _1141 += _520[(_539 * _70) + _1139];
                    _1139++;
                    continue;
                }
                _573[_1118 / _70] = _1141;
            }
        }
    }
    else
    {
        for (uint _1110 = 0u; _1110 < _588; _1110++)
        {
            float _594 = _303[_1110];
            float _1113;
            do
            {
                float _971 = simd_sum(_594);
                if (_60)
                {
                    _1113 = _971;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _975 = simd_is_first();
                if (_975)
                {
                    _73[gl_SubgroupID] = _971;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _1112;
                _1112 = _73[0];
                for (uint _1111 = 1u; _1111 < gl_NumSubgroups; )
                {
                    _1112 += _73[_1111];
                    _1111++;
                    continue;
                }
                _1113 = _1112;
                break;
            } while(false);
            if ((_1110 % _70) == gl_LocalInvocationID.x)
            {
                _573[_1110 / _70] = _1113;
            }
        }
    }
    float _679[_570];
    if (_608)
    {
        uint _1127;
        _1127 = 0u;
        uint _629;
        for (; _1127 < _618; _1127 = _629)
        {
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _1131;
            _1131 = _1127;
            for (;;)
            {
                _629 = _1127 + 8u;
                if (_1131 < min(_629, _630))
                {
                    _520[((_1131 - _1127) * _70) + gl_LocalInvocationID.x] = _308[_1131];
                    _1131++;
                    continue;
                }
                else
                {
                    break;
                }
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _651 = ((gl_LocalInvocationID.x + _70) - (_1127 % _70)) % _70;
            if (_651 < min(8u, (_653 - _1127)))
            {
                float _1135;
                _1135 = 0.0;
                for (uint _1133 = 0u; _1133 < _70; )
                {
                    _1135 += _520[(_651 * _70) + _1133];
                    _1133++;
                    continue;
                }
                _679[_1127 / _70] = _1135;
            }
        }
    }
    else
    {
        for (uint _1119 = 0u; _1119 < _694; _1119++)
        {
            float _700 = _308[_1119];
            float _1122;
            do
            {
                float _1021 = simd_sum(_700);
                if (_60)
                {
                    _1122 = _1021;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _1025 = simd_is_first();
                if (_1025)
                {
                    _73[gl_SubgroupID] = _1021;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _1121;
                _1121 = _73[0];
                for (uint _1120 = 1u; _1120 < gl_NumSubgroups; )
                {
                    _1121 += _73[_1120];
                    _1120++;
                    continue;
                }
                _1122 = _1121;
                break;
            } while(false);
            if ((_1119 % _70) == gl_LocalInvocationID.x)
            {
                _679[_1119 / _70] = _1122;
            }
        }
    }
    for (uint _1128 = 0u; _1128 < _570; _1128++)
    {
        uint _726 = (_1128 * _70) + gl_LocalInvocationID.x;
        uint _731 = _275 + (_726 % _274);
        uint _736 = _280 + (_726 / _274);
        bool _739 = _726 < _738;
        bool _746;
        if (_739)
        {
            _746 = _731 < _163._m3;
        }
        else
        {
            _746 = _739;
        }
        if (_746 && (_736 < _285._m0[_163._m6]))
        {
            _756._m0[((_736 * _163._m5) + _163._m4) + _731] = (_573[_1128] / (1.0 + exp(fma((0.0447149984538555145263671875 * _573[_1128]) * _573[_1128], _573[_1128], _573[_1128]) * (-1.5957691669464111328125)))) * _679[_1128];
        }
    }
}

