#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _37
{
    uint4 _m0;
    float _m1;
    float _m2;
};

#ifndef SPIRV_CROSS_CONSTANT_ID_1
#define SPIRV_CROSS_CONSTANT_ID_1 0u
#endif
constant uint _66 = SPIRV_CROSS_CONSTANT_ID_1;
constant bool _69 = (_66 == 1u);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _79 = SPIRV_CROSS_CONSTANT_ID_0;
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 1u
#endif
constant uint _114 = SPIRV_CROSS_CONSTANT_ID_3;
constant bool _115 = (_114 == 0u);

struct _121
{
    uint _m0;
    uint _m1;
    uint _m2;
    uint _m3;
    float _m4;
    float _m5;
};

struct _144
{
    float4 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 1u
#endif
constant uint _157 = SPIRV_CROSS_CONSTANT_ID_4;
constant uint _158 = (_157 + 3u);
constant uint _159 = (_158 / 4u);
constant bool _175 = (_114 == 2u);

struct _207
{
    float _m0[1];
};

struct _224
{
    float _m0[1];
};

struct _245
{
    float _m0[1];
};

struct _297
{
    float _m0[1];
};

constant bool _307 = (_114 == 0u);
#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _409 = SPIRV_CROSS_CONSTANT_ID_2;

struct _515
{
    uint2 _m0[1];
};

struct _539
{
    uint2 _m0[1];
};

constant uint _592 = (_409 + _79);
constant uint _593 = (_592 - 1u);
constant uint _594 = (_593 / _79);

struct _638
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _659 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_659, 1u, 1u);

kernel void main0(constant _121& _123 [[buffer(0)]], const device _144& _146 [[buffer(2)]], const device _297& _299 [[buffer(3)]], const device _224& _226 [[buffer(4)]], const device _207& _209 [[buffer(5)]], device _245& _247 [[buffer(6)]], const device _515& _517 [[buffer(7)]], const device _539& _541 [[buffer(9)]], device _638& _640 [[buffer(11)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _82[_79];
    threadgroup float4 _162[_159];
    uint _410 = gl_WorkGroupID.x * _409;
    do
    {
        if (_115)
        {
            break;
        }
        uint _708 = gl_WorkGroupID.y * _123._m2;
        float _1172;
        _1172 = 0.0;
        for (uint _1171 = gl_LocalInvocationID.x; _1171 < _123._m2; )
        {
            uint _720 = (_708 + _1171) / 4u;
            uint _722 = _1171 % 4u;
            ((threadgroup float*)&_162[_1171 / 4u])[_722] = ((device float*)&_146._m0[_720])[_722];
            _1172 = fma(((device float*)&_146._m0[_720])[_722], ((device float*)&_146._m0[_720])[_722], _1172);
            _1171 += _79;
            continue;
        }
        float _1177;
        if (_175)
        {
            float _1175;
            do
            {
                float _855 = simd_sum(_1172);
                if (_69)
                {
                    _1175 = _855;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _859 = simd_is_first();
                if (_859)
                {
                    _82[gl_SubgroupID] = _855;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _1174;
                _1174 = _82[0];
                for (uint _1173 = 1u; _1173 < gl_NumSubgroups; )
                {
                    _1174 += _82[_1173];
                    _1173++;
                    continue;
                }
                _1175 = _1174;
                break;
            } while(false);
            float _750 = 1.0 / sqrt((_1175 / float(_123._m2)) + _123._m5);
            float _1178;
            _1178 = 0.0;
            float _796;
            for (uint _1176 = gl_LocalInvocationID.x; _1176 < _123._m2; _1178 = _796, _1176 += _79)
            {
                uint _761 = _708 + _1176;
                uint _765 = _1176 / 4u;
                uint _767 = _1176 % 4u;
                float _769 = ((threadgroup float*)&_162[_765])[_767];
                float _776 = fma(_769 * _750, _226._m0[_1176], _209._m0[_761]);
                ((threadgroup float*)&_162[_765])[_767] = _776;
                if (gl_WorkGroupID.x == 0u)
                {
                    _247._m0[_761] = _776;
                }
                _796 = fma(_776, _776, _1178);
            }
            _1177 = _1178;
        }
        else
        {
            _1177 = _1172;
        }
        float _1181;
        do
        {
            float _897 = simd_sum(_1177);
            if (_69)
            {
                _1181 = _897;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _901 = simd_is_first();
            if (_901)
            {
                _82[gl_SubgroupID] = _897;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _1180;
            _1180 = _82[0];
            for (uint _1179 = 1u; _1179 < gl_NumSubgroups; )
            {
                _1180 += _82[_1179];
                _1179++;
                continue;
            }
            _1181 = _1180;
            break;
        } while(false);
        float _812 = 1.0 / sqrt((_1181 / float(_123._m2)) + _123._m4);
        for (uint _1182 = gl_LocalInvocationID.x; _1182 < _123._m2; )
        {
            uint _822 = _1182 / 4u;
            uint _824 = _1182 % 4u;
            ((threadgroup float*)&_162[_822])[_824] = (((threadgroup float*)&_162[_822])[_824] * _812) * _299._m0[_1182];
            _1182 += _79;
            continue;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        break;
    } while(false);
    float _427[_409];
    float _429[_409];
    for (uint _1185 = 0u; _1185 < _409; )
    {
        _429[_1185] = 0.0;
        _427[_1185] = 0.0;
        _1185++;
        continue;
    }
    uint _1186;
    _1186 = gl_LocalInvocationID.x;
    _37 _456[_409];
    _37 _472[_409];
    for (; _1186 < _123._m0; _1186 += _79)
    {
        for (uint _1204 = 0u; _1204 < _409; )
        {
            _37 _945 = _37{ uint4(4u * ((min((_410 + _1204), (_123._m3 - 1u)) * _123._m0) + _1186)), 1.0, 0.0 };
            _456[_1204] = _945;
            _472[_1204] = _945;
            _1204++;
            continue;
        }
        uint _1205;
        _1205 = 0u;
        for (; _1205 < 4u; _1205++)
        {
            uint _500 = (4u * _1186) + _1205;
            float4 _1208;
            do
            {
                if (_307)
                {
                    _1208 = _146._m0[(gl_WorkGroupID.y * (_123._m2 / 4u)) + _500];
                    break;
                }
                _1208 = _162[_500];
                break;
            } while(false);
            for (uint _1209 = 0u; _1209 < _409; )
            {
                uint _522 = _456[_1209]._m0.x + _1205;
                float2 _982 = float2(as_type<half2>(_517._m0[_522].x));
                float2 _985 = float2(as_type<half2>(_517._m0[_522].y));
                _427[_1209] = fma(_1208.w, _985.y, fma(_1208.z, _985.x, fma(_1208.y, _982.y, fma(_1208.x, _982.x, _427[_1209]))));
                uint _546 = _472[_1209]._m0.x + _1205;
                float2 _1018 = float2(as_type<half2>(_541._m0[_546].x));
                float2 _1021 = float2(as_type<half2>(_541._m0[_546].y));
                _429[_1209] = fma(_1208.w, _1021.y, fma(_1208.z, _1021.x, fma(_1208.y, _1018.y, fma(_1208.x, _1018.x, _429[_1209]))));
                _1209++;
                continue;
            }
        }
    }
    float _597[_594];
    float _602[_594];
    for (uint _1187 = 0u; _1187 < _409; _1187++)
    {
        float _578 = _427[_1187];
        float _1193;
        do
        {
            float _1058 = simd_sum(_578);
            if (_69)
            {
                _1193 = _1058;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _1062 = simd_is_first();
            if (_1062)
            {
                _82[gl_SubgroupID] = _1058;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _1192;
            _1192 = _82[0];
            for (uint _1191 = 1u; _1191 < gl_NumSubgroups; )
            {
                _1192 += _82[_1191];
                _1191++;
                continue;
            }
            _1193 = _1192;
            break;
        } while(false);
        float _584 = _429[_1187];
        float _1199;
        do
        {
            float _1096 = simd_sum(_584);
            if (_69)
            {
                _1199 = _1096;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _1100 = simd_is_first();
            if (_1100)
            {
                _82[gl_SubgroupID] = _1096;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _1198;
            _1198 = _82[0];
            for (uint _1197 = 1u; _1197 < gl_NumSubgroups; )
            {
                _1198 += _82[_1197];
                _1197++;
                continue;
            }
            _1199 = _1198;
            break;
        } while(false);
        if ((_1187 % _79) == gl_LocalInvocationID.x)
        {
            uint _599 = _1187 / _79;
            _597[_599] = _1193;
            _602[_599] = _1199;
        }
    }
    for (uint _1188 = 0u; _1188 < _594; _1188++)
    {
        uint _621 = (_1188 * _79) + gl_LocalInvocationID.x;
        uint _625 = _410 + _621;
        bool _627 = _621 < _409;
        bool _634;
        if (_627)
        {
            _634 = _625 < _123._m3;
        }
        else
        {
            _634 = _627;
        }
        if (_634)
        {
            _640._m0[(gl_WorkGroupID.y * _123._m3) + _625] = (_597[_1188] / (1.0 + exp(fma((0.0447149984538555145263671875 * _597[_1188]) * _597[_1188], _597[_1188], _597[_1188]) * (-1.5957691669464111328125)))) * _602[_1188];
        }
    }
}

