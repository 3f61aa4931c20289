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

constant uint _524 = (_301 * _306);
constant uint _544 = (_301 * _306);
constant uint _545 = (_544 + _75);
constant uint _546 = (_545 - 1u);
constant uint _547 = (_546 / _75);
constant uint _586 = (_301 * _306);

struct _602
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _628 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_628, 1u, 1u);

kernel void main0(constant _181& _183 [[buffer(0)]], const device _310& _312 [[buffer(1)]], const device _415& _417 [[buffer(2)]], const device _198& _200 [[buffer(3)]], const device _177& _179 [[buffer(4)]], const device _245& _247 [[buffer(5)]], const device _231& _233 [[buffer(6)]], device _602& _604 [[buffer(7)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _78[_75];
    uint _302 = gl_WorkGroupID.x * _301;
    uint _307 = gl_WorkGroupID.y * _306;
    float _330[_327];
    float _335[_332];
    for (uint _969 = 0u; _969 < _325; )
    {
        _335[_969] = 0.0;
        _330[_969] = 0.0;
        _969++;
        continue;
    }
    uint _970;
    _970 = gl_LocalInvocationID.x;
    _17 _362[_301];
    _17 _377[_301];
    float4 _412[_306];
    for (; _970 < _183._m0; _970 += _75)
    {
        for (uint _988 = 0u; _988 < _301; _988++)
        {
            uint _371 = min((_302 + _988), (_183._m3 - 1u));
            uint _652 = (_371 * _183._m1) + (_970 >> uint(2));
            float2 _655 = float2(as_type<half2>(_179._m0[_652]));
            uint _661 = (_371 * _183._m0) + _970;
            bool _669 = (_970 & 2u) == 0u;
            float _999;
            if (_669)
            {
                _999 = _655.x;
            }
            else
            {
                _999 = _655.y;
            }
            _362[_988] = _17{ uint4(_200._m0[_661], 0u, 0u), _999, 0.0 };
            float2 _692 = float2(as_type<half2>(_233._m0[_652]));
            float _1002;
            if (_669)
            {
                _1002 = _692.x;
            }
            else
            {
                _1002 = _692.y;
            }
            _377[_988] = _17{ uint4(_247._m0[_661], 0u, 0u), _1002, 0.0 };
        }
        uint _989;
        _989 = 0u;
        for (; _989 < 4u; _989++)
        {
            for (uint _992 = 0u; _992 < _306; )
            {
                _412[_992] = _417._m0[((min((_307 + _992), (_312._m0[_183._m6] - 1u)) * (_183._m2 / 4u)) + (4u * _970)) + _989];
                _992++;
                continue;
            }
            uint _993;
            _993 = 0u;
            for (; _993 < _301; _993++)
            {
                uint4 _941 = _362[_993]._m0;
                uint _734 = _989 >> uint(1);
                uint _739 = 16u * (_989 & 1u);
                uint _740 = _941[_734] >> _739;
                float4 _728 = (float4(uint4(_740 & 15u, (_740 >> uint(4)) & 15u, (_740 >> uint(8)) & 15u, (_740 >> uint(12)) & 15u)) - float4(8.0)) * _362[_993]._m1;
                uint4 _937 = _377[_993]._m0;
                uint _776 = _937[_734] >> _739;
                float4 _765 = (float4(uint4(_776 & 15u, (_776 >> uint(4)) & 15u, (_776 >> uint(8)) & 15u, (_776 >> uint(12)) & 15u)) - float4(8.0)) * _377[_993]._m1;
                for (uint _996 = 0u; _996 < _306; )
                {
                    uint _474 = (_996 * _301) + _993;
                    _330[_474] = fma(_412[_996].w, _728.w, fma(_412[_996].z, _728.z, fma(_412[_996].y, _728.y, fma(_412[_996].x, _728.x, _330[_474]))));
                    _335[_474] = fma(_412[_996].w, _765.w, fma(_412[_996].z, _765.z, fma(_412[_996].y, _765.y, fma(_412[_996].x, _765.x, _335[_474]))));
                    _996++;
                    continue;
                }
            }
        }
    }
    float _550[_547];
    float _555[_547];
    for (uint _971 = 0u; _971 < _524; _971++)
    {
        float _530 = _330[_971];
        float _977;
        do
        {
            float _843 = simd_sum(_530);
            if (_65)
            {
                _977 = _843;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _847 = simd_is_first();
            if (_847)
            {
                _78[gl_SubgroupID] = _843;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _976;
            _976 = _78[0];
            for (uint _975 = 1u; _975 < gl_NumSubgroups; )
            {
                _976 += _78[_975];
                _975++;
                continue;
            }
            _977 = _976;
            break;
        } while(false);
        float _536 = _335[_971];
        float _983;
        do
        {
            float _881 = simd_sum(_536);
            if (_65)
            {
                _983 = _881;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _885 = simd_is_first();
            if (_885)
            {
                _78[gl_SubgroupID] = _881;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _982;
            _982 = _78[0];
            for (uint _981 = 1u; _981 < gl_NumSubgroups; )
            {
                _982 += _78[_981];
                _981++;
                continue;
            }
            _983 = _982;
            break;
        } while(false);
        if ((_971 % _75) == gl_LocalInvocationID.x)
        {
            uint _552 = _971 / _75;
            _550[_552] = _977;
            _555[_552] = _983;
        }
    }
    for (uint _972 = 0u; _972 < _547; _972++)
    {
        uint _574 = (_972 * _75) + gl_LocalInvocationID.x;
        uint _579 = _302 + (_574 % _301);
        uint _584 = _307 + (_574 / _301);
        bool _587 = _574 < _586;
        bool _594;
        if (_587)
        {
            _594 = _579 < _183._m3;
        }
        else
        {
            _594 = _587;
        }
        if (_594 && (_584 < _312._m0[_183._m6]))
        {
            _604._m0[((_584 * _183._m5) + _183._m4) + _579] = (_550[_972] / (1.0 + exp(fma((0.0447149984538555145263671875 * _550[_972]) * _550[_972], _550[_972], _550[_972]) * (-1.5957691669464111328125)))) * _555[_972];
        }
    }
}

