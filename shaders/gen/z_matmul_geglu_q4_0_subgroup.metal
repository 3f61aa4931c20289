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

struct _177
{
    uint _m0[1];
};

struct _181
{
    uint _m0;
    uint _m1;
    uint _m2;
    uint _m3;
    uint _m4;
    uint _m5;
    uint _m6;
};

struct _198
{
    uint2 _m0[1];
};

struct _231
{
    uint _m0[1];
};

struct _245
{
    uint2 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _301 = SPIRV_CROSS_CONSTANT_ID_2;
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 1u
#endif
constant uint _306 = SPIRV_CROSS_CONSTANT_ID_3;

struct _310
{
    uint _m0[1];
};

constant uint _325 = (_301 * _306);
constant uint _327 = (_301 * _306);
constant uint _332 = (_301 * _306);

struct _415
{
    float4 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 0u
#endif
constant uint _517 = SPIRV_CROSS_CONSTANT_ID_4;
constant bool _518 = (_517 == 1u);
constant uint _528 = (_301 * _306);
constant uint _541 = (_301 * _306);
constant uint _544 = (8u * _75);
constant uint _568 = (_301 * _306);
constant uint _594 = (_301 * _306);
constant uint _595 = (_594 + _75);
constant uint _596 = (_595 - 1u);
constant uint _597 = (_596 / _75);
constant uint _615 = (_301 * _306);
constant bool _635 = (_517 == 1u);
constant uint _645 = (_301 * _306);
constant uint _657 = (_301 * _306);
constant uint _680 = (_301 * _306);
constant uint _721 = (_301 * _306);
constant uint _765 = (_301 * _306);

struct _781
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _807 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_807, 1u, 1u);

kernel void main0(constant _181& _183 [[buffer(0)]], const device _310& _312 [[buffer(1)]], const device _415& _417 [[buffer(2)]], const device _198& _200 [[buffer(3)]], const device _177& _179 [[buffer(4)]], const device _245& _247 [[buffer(5)]], const device _231& _233 [[buffer(6)]], device _781& _783 [[buffer(7)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _78[_75];
    threadgroup float _547[_544];
    uint _302 = gl_WorkGroupID.x * _301;
    uint _307 = gl_WorkGroupID.y * _306;
    float _330[_327];
    float _335[_332];
    for (uint _1168 = 0u; _1168 < _325; )
    {
        _335[_1168] = 0.0;
        _330[_1168] = 0.0;
        _1168++;
        continue;
    }
    uint _1169;
    _1169 = gl_LocalInvocationID.x;
    _17 _362[_301];
    _17 _377[_301];
    float4 _412[_306];
    for (; _1169 < _183._m0; _1169 += _75)
    {
        for (uint _1203 = 0u; _1203 < _301; _1203++)
        {
            uint _371 = min((_302 + _1203), (_183._m3 - 1u));
            uint _831 = (_371 * _183._m1) + (_1169 >> uint(2));
            float2 _834 = float2(as_type<half2>(_179._m0[_831]));
            uint _840 = (_371 * _183._m0) + _1169;
            bool _848 = (_1169 & 2u) == 0u;
            float _1214;
            if (_848)
            {
                _1214 = _834.x;
            }
            else
            {
                _1214 = _834.y;
            }
            _362[_1203] = _17{ uint4(_200._m0[_840], 0u, 0u), _1214, 0.0 };
            float2 _871 = float2(as_type<half2>(_233._m0[_831]));
            float _1217;
            if (_848)
            {
                _1217 = _871.x;
            }
            else
            {
                _1217 = _871.y;
            }
            _377[_1203] = _17{ uint4(_247._m0[_840], 0u, 0u), _1217, 0.0 };
        }
        uint _1204;
        _1204 = 0u;
        for (; _1204 < 4u; _1204++)
        {
            for (uint _1207 = 0u; _1207 < _306; )
            {
                _412[_1207] = _417._m0[((min((_307 + _1207), (_312._m0[_183._m6] - 1u)) * (_183._m2 / 4u)) + (4u * _1169)) + _1204];
                _1207++;
                continue;
            }
            uint _1208;
            _1208 = 0u;
            for (; _1208 < _301; _1208++)
            {
                uint4 _1140 = _362[_1208]._m0;
                uint _913 = _1204 >> uint(1);
                uint _918 = 16u * (_1204 & 1u);
                uint _919 = _1140[_913] >> _918;
                float4 _907 = (float4(uint4(_919 & 15u, (_919 >> uint(4)) & 15u, (_919 >> uint(8)) & 15u, (_919 >> uint(12)) & 15u)) - float4(8.0)) * _362[_1208]._m1;
                uint4 _1136 = _377[_1208]._m0;
                uint _955 = _1136[_913] >> _918;
                float4 _944 = (float4(uint4(_955 & 15u, (_955 >> uint(4)) & 15u, (_955 >> uint(8)) & 15u, (_955 >> uint(12)) & 15u)) - float4(8.0)) * _377[_1208]._m1;
                for (uint _1211 = 0u; _1211 < _306; )
                {
                    uint _474 = (_1211 * _301) + _1208;
                    _330[_474] = fma(_412[_1211].w, _907.w, fma(_412[_1211].z, _907.z, fma(_412[_1211].y, _907.y, fma(_412[_1211].x, _907.x, _330[_474]))));
                    _335[_474] = fma(_412[_1211].w, _944.w, fma(_412[_1211].z, _944.z, fma(_412[_1211].y, _944.y, fma(_412[_1211].x, _944.x, _335[_474]))));
                    _1211++;
                    continue;
                }
            }
        }
    }
    float _600[_597];
    if (_518)
    {
        uint _1178;
        _1178 = 0u;
        uint _540;
        for (; _1178 < _528; _1178 = _540)
        {
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _1197;
            _1197 = _1178;
            for (;;)
            {
                _540 = _1178 + 8u;
                if (_1197 < min(_540, _541))
                {
                    _547[((_1197 - _1178) * _75) + gl_LocalInvocationID.x] = _330[_1197];
                    _1197++;
                    continue;
                }
                else
                {
                    break;
                }
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _566 = ((gl_LocalInvocationID.x + _75) - (_1178 % _75)) % _75;
            if (_566 < min(8u, (_568 - _1178)))
            {
                float _1201;
                _1201 = 0.0;
                for (uint _1199 = 0u; _1199 < _75; )
                {
                    _1201 += _547[(_566 * _75) + _1199];
                    _1199++;
                    continue;
                }
                _600[_1178 / _75] = _1201;
            }
        }
    }
    else
    {
        for (uint _1170 = 0u; _1170 < _615; _1170++)
        {
            float _621 = _330[_1170];
            float _1173;
            do
            {
                float _1030 = simd_sum(_621);
                if (_65)
                {
                    _1173 = _1030;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _1034 = simd_is_first();
                if (_1034)
                {
                    _78[gl_SubgroupID] = _1030;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _1172;
                _1172 = _78[0];
                for (uint _1171 = 1u; _1171 < gl_NumSubgroups; )
                {
                    _1172 += _78[_1171];
                    _1171++;
                    continue;
                }
                _1173 = _1172;
                break;
            } while(false);
            if ((_1170 % _75) == gl_LocalInvocationID.x)
            {
                _600[_1170 / _75] = _1173;
            }
        }
    }
    float _706[_597];
    if (_635)
    {
        uint _1187;
        _1187 = 0u;
        uint _656;
        for (; _1187 < _645; _1187 = _656)
        {
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _1191;
            _1191 = _1187;
            for (;;)
            {
                _656 = _1187 + 8u;
                if (_1191 < min(_656, _657))
                {
                    _547[((_1191 - _1187) * _75) + gl_LocalInvocationID.x] = _335[_1191];
                    _1191++;
                    continue;
                }
                else
                {
                    break;
                }
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _678 = ((gl_LocalInvocationID.x + _75) - (_1187 % _75)) % _75;
            if (_678 < min(8u, (_680 - _1187)))
            {
                float _1195;
                _1195 = 0.0;
                for (uint _1193 = 0u; _1193 < _75; )
                {
                    _1195 += _547[(_678 * _75) + _1193];
                    _1193++;
                    continue;
                }
                _706[_1187 / _75] = _1195;
            }
        }
    }
    else
    {
        for (uint _1179 = 0u; _1179 < _721; _1179++)
        {
            float _727 = _335[_1179];
            float _1182;
            do
            {
                float _1080 = simd_sum(_727);
                if (_65)
                {
                    _1182 = _1080;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _1084 = simd_is_first();
                if (_1084)
                {
                    _78[gl_SubgroupID] = _1080;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _1181;
                _1181 = _78[0];
                for (uint _1180 = 1u; _1180 < gl_NumSubgroups; )
                {
                    _1181 += _78[_1180];
                    _1180++;
                    continue;
                }
                _1182 = _1181;
                break;
            } while(false);
            if ((_1179 % _75) == gl_LocalInvocationID.x)
            {
                _706[_1179 / _75] = _1182;
            }
        }
    }
    for (uint _1188 = 0u; _1188 < _597; _1188++)
    {
        uint _753 = (_1188 * _75) + gl_LocalInvocationID.x;
        uint _758 = _302 + (_753 % _301);
        uint _763 = _307 + (_753 / _301);
        bool _766 = _753 < _765;
        bool _773;
        if (_766)
        {
            _773 = _758 < _183._m3;
        }
        else
        {
            _773 = _766;
        }
        if (_773 && (_763 < _312._m0[_183._m6]))
        {
            _783._m0[((_763 * _183._m5) + _183._m4) + _758] = (_600[_1188] / (1.0 + exp(fma((0.0447149984538555145263671875 * _600[_1188]) * _600[_1188], _600[_1188], _600[_1188]) * (-1.5957691669464111328125)))) * _706[_1188];
        }
    }
}

