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
constant uint _62 = SPIRV_CROSS_CONSTANT_ID_1;
constant bool _65 = (_62 == 1u);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _75 = SPIRV_CROSS_CONSTANT_ID_0;

struct _203
{
    uint _m0;
    uint _m1;
    uint _m2;
    uint _m3;
    uint _m4;
    uint _m5;
    uint _m6;
};

struct _226
{
    uint _m0[1];
};

struct _245
{
    uint _m0[1];
};

struct _292
{
    uint _m0[1];
};

struct _310
{
    uint _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _363 = SPIRV_CROSS_CONSTANT_ID_2;
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 1u
#endif
constant uint _368 = SPIRV_CROSS_CONSTANT_ID_3;

struct _372
{
    uint _m0[1];
};

constant uint _386 = (_363 * _368);
constant uint _388 = (_363 * _368);
constant uint _393 = (_363 * _368);

struct _476
{
    float4 _m0[1];
};

constant uint _585 = (_363 * _368);
constant uint _605 = (_363 * _368);
constant uint _606 = (_605 + _75);
constant uint _607 = (_606 - 1u);
constant uint _608 = (_607 / _75);
constant uint _647 = (_363 * _368);

struct _663
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _689 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_689, 1u, 1u);

kernel void main0(constant _203& _205 [[buffer(0)]], const device _372& _374 [[buffer(1)]], const device _476& _478 [[buffer(2)]], const device _245& _247 [[buffer(3)]], const device _226& _228 [[buffer(4)]], const device _310& _312 [[buffer(5)]], const device _292& _294 [[buffer(6)]], device _663& _665 [[buffer(7)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _78[_75];
    uint _364 = gl_WorkGroupID.x * _363;
    uint _369 = gl_WorkGroupID.y * _368;
    float _391[_388];
    float _396[_393];
    for (uint _1114 = 0u; _1114 < _386; )
    {
        _396[_1114] = 0.0;
        _391[_1114] = 0.0;
        _1114++;
        continue;
    }
    uint _1115;
    _1115 = gl_LocalInvocationID.x;
    _17 _423[_363];
    _17 _438[_363];
    float4 _473[_368];
    for (; _1115 < _205._m0; _1115 += _75)
    {
        for (uint _1133 = 0u; _1133 < _363; )
        {
            uint _432 = min((_364 + _1133), (_205._m3 - 1u));
            uint _715 = (_432 * _205._m1) + (5u * (_1115 >> uint(4)));
            uint _722 = 3u * ((_432 * _205._m0) + _1115);
            uint _728 = (_715 + 1u) + ((_1115 >> uint(2)) & 3u);
            int _735 = int(8u * (_1115 & 3u));
            uint _741 = _722 + 1u;
            uint _745 = _722 + 2u;
            _423[_1133] = _17{ uint4(_247._m0[_722], _247._m0[_741], _247._m0[_745], 0u), float2(as_type<half2>(_228._m0[_715])).x * float(extract_bits(int(_228._m0[_728]), uint(_735), uint(8))), 0.0 };
            _438[_1133] = _17{ uint4(_312._m0[_722], _312._m0[_741], _312._m0[_745], 0u), float2(as_type<half2>(_294._m0[_715])).x * float(extract_bits(int(_294._m0[_728]), uint(_735), uint(8))), 0.0 };
            _1133++;
            continue;
        }
        uint _1134;
        _1134 = 0u;
        for (; _1134 < 4u; _1134++)
        {
            for (uint _1137 = 0u; _1137 < _368; )
            {
                _473[_1137] = _478._m0[((min((_369 + _1137), (_374._m0[_205._m6] - 1u)) * (_205._m2 / 4u)) + (4u * _1115)) + _1134];
                _1137++;
                continue;
            }
            uint _1138;
            _1138 = 0u;
            for (; _1138 < _363; _1138++)
            {
                uint _822 = 8u * _1134;
                uint _823 = _423[_1138]._m0.z >> _822;
                uint4 _1083 = _423[_1138]._m0;
                uint _853 = _1134 >> uint(1);
                uint _858 = 16u * (_1134 & 1u);
                uint _859 = _1083[_853] >> _858;
                float4 _848 = (float4(uint4(_859 & 15u, (_859 >> uint(4)) & 15u, (_859 >> uint(8)) & 15u, (_859 >> uint(12)) & 15u) | (uint4(_823 & 3u, (_823 >> uint(2)) & 3u, (_823 >> uint(4)) & 3u, (_823 >> uint(6)) & 3u) << uint4(int4(4)))) - float4(32.0)) * _423[_1138]._m1;
                uint _882 = _438[_1138]._m0.z >> _822;
                uint4 _1079 = _438[_1138]._m0;
                uint _918 = _1079[_853] >> _858;
                float4 _907 = (float4(uint4(_918 & 15u, (_918 >> uint(4)) & 15u, (_918 >> uint(8)) & 15u, (_918 >> uint(12)) & 15u) | (uint4(_882 & 3u, (_882 >> uint(2)) & 3u, (_882 >> uint(4)) & 3u, (_882 >> uint(6)) & 3u) << uint4(int4(4)))) - float4(32.0)) * _438[_1138]._m1;
                for (uint _1141 = 0u; _1141 < _368; )
                {
                    uint _535 = (_1141 * _363) + _1138;
                    _391[_535] = fma(_473[_1141].w, _848.w, fma(_473[_1141].z, _848.z, fma(_473[_1141].y, _848.y, fma(_473[_1141].x, _848.x, _391[_535]))));
                    _396[_535] = fma(_473[_1141].w, _907.w, fma(_473[_1141].z, _907.z, fma(_473[_1141].y, _907.y, fma(_473[_1141].x, _907.x, _396[_535]))));
                    _1141++;
                    continue;
                }
            }
        }
    }
    float _611[_608];
    float _616[_608];
    for (uint _1116 = 0u; _1116 < _585; _1116++)
    {
        float _591 = _391[_1116];
        float _1122;
        do
        {
            float _985 = simd_sum(_591);
            if (_65)
            {
                _1122 = _985;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _989 = simd_is_first();
            if (_989)
            {
                _78[gl_SubgroupID] = _985;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _1121;
            _1121 = _78[0];
            for (uint _1120 = 1u; _1120 < gl_NumSubgroups; )
            {
                _1121 += _78[_1120];
                _1120++;
                continue;
            }
            _1122 = _1121;
            break;
        } while(false);
        float _597 = _396[_1116];
        float _1128;
        do
        {
            float _1023 = simd_sum(_597);
            if (_65)
            {
                _1128 = _1023;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _1027 = simd_is_first();
            if (_1027)
            {
                _78[gl_SubgroupID] = _1023;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _1127;
            _1127 = _78[0];
            for (uint _1126 = 1u; _1126 < gl_NumSubgroups; )
            {
                _1127 += _78[_1126];
                _1126++;
                continue;
            }
            _1128 = _1127;
            break;
        } while(false);
        if ((_1116 % _75) == gl_LocalInvocationID.x)
        {
            uint _613 = _1116 / _75;
            _611[_613] = _1122;
            _616[_613] = _1128;
        }
    }
    for (uint _1117 = 0u; _1117 < _608; _1117++)
    {
        uint _635 = (_1117 * _75) + gl_LocalInvocationID.x;
        uint _640 = _364 + (_635 % _363);
        uint _645 = _369 + (_635 / _363);
        bool _648 = _635 < _647;
        bool _655;
        if (_648)
        {
            _655 = _640 < _205._m3;
        }
        else
        {
            _655 = _648;
        }
        if (_655 && (_645 < _374._m0[_205._m6]))
        {
            _665._m0[((_645 * _205._m5) + _205._m4) + _640] = (_611[_1117] / (1.0 + exp(fma((0.0447149984538555145263671875 * _611[_1117]) * _611[_1117], _611[_1117], _611[_1117]) * (-1.5957691669464111328125)))) * _616[_1117];
        }
    }
}

